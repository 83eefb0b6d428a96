; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal ptr @"func[0]"(ptr %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca ptr, align 4
  store ptr %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  br label %return, !dbg !7

return:                                           ; preds = %start
  %2 = phi ptr [ %0, %start ]
  ret ptr %2, !dbg !7
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(ptr %0) #0 section ".text.func[1]" !dbg !8 {
entry:
  %1 = alloca ptr, align 4
  store ptr %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = icmp eq ptr %0, null, !dbg !9
  %3 = zext i1 %2 to i32, !dbg !9
  br label %return, !dbg !10

return:                                           ; preds = %start
  %4 = phi i32 [ %3, %start ]
  ret i32 %4, !dbg !10
}

; Function Attrs: nounwind optsize
define ptr @m_f(ptr %0) #0 section ".text.m_f" !dbg !11 {
  %2 = call ptr @"func[0]"(ptr %0), !dbg !12
  ret ptr %2, !dbg !12
}

; Function Attrs: nounwind optsize
define i32 @m_g(ptr %0) #0 section ".text.m_g" !dbg !13 {
  %2 = call i32 @"func[1]"(ptr %0), !dbg !14
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
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 41, type: !5, scopeLine: 41, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 44, scope: !4)
!8 = distinct !DISubprogram(name: "g", linkageName: "g", scope: null, file: !3, line: 46, type: !5, scopeLine: 46, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!9 = !DILocation(line: 49, scope: !8)
!10 = !DILocation(line: 50, scope: !8)
!11 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 41, type: !5, scopeLine: 41, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 41, scope: !11)
!13 = distinct !DISubprogram(name: "m_g", linkageName: "m_g", scope: null, file: !3, line: 46, type: !5, scopeLine: 46, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!14 = !DILocation(line: 46, scope: !13)
!15 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 0, scope: !15)
