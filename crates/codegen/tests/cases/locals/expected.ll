; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  %2 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  store i32 0, ptr %2, align 4
  %3 = add i32 0, %0, !dbg !7
  store i32 %3, ptr %2, align 4, !dbg !8
  %4 = add i32 %3, 1, !dbg !9
  store i32 %4, ptr %2, align 4, !dbg !10
  %5 = mul i32 %4, %4, !dbg !11
  br label %return, !dbg !12

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !12
}

; Function Attrs: nounwind optsize
define i32 @m_f(i32 %0) #0 section ".text.m_f" !dbg !13 {
  %2 = call i32 @"func[0]"(i32 %0), !dbg !14
  ret i32 %2, !dbg !14
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !15 {
  ret void, !dbg !16
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 31, type: !5, scopeLine: 31, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 38, scope: !4)
!8 = !DILocation(line: 39, scope: !4)
!9 = !DILocation(line: 45, scope: !4)
!10 = !DILocation(line: 46, scope: !4)
!11 = !DILocation(line: 50, scope: !4)
!12 = !DILocation(line: 51, scope: !4)
!13 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 31, type: !5, scopeLine: 31, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!14 = !DILocation(line: 31, scope: !13)
!15 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 0, scope: !15)
