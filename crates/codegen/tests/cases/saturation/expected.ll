; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7em-unknown-none-eabihf"

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0, i32 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  %4 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  store i32 0, ptr %4, align 4
  %5 = add i32 %0, %1, !dbg !7
  store i32 %5, ptr %4, align 4, !dbg !8
  %6 = ashr i32 %5, 31, !dbg !9
  %7 = xor i32 %6, -2147483648, !dbg !10
  %8 = icmp slt i32 %1, 0, !dbg !11
  %9 = zext i1 %8 to i32, !dbg !11
  %10 = icmp slt i32 %5, %0, !dbg !12
  %11 = zext i1 %10 to i32, !dbg !12
  %12 = xor i32 %9, %11, !dbg !13
  %13 = call i32 @llvm.sadd.sat.i32(i32 %0, i32 %1), !dbg !14
  br label %return, !dbg !15

return:                                           ; preds = %start
  %14 = phi i32 [ %13, %start ]
  ret i32 %14, !dbg !15
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.sadd.sat.i32(i32, i32) #1

; Function Attrs: nounwind optsize
define i32 @m_add(i32 %0, i32 %1) #0 section ".text.m_add" !dbg !16 {
  %3 = call i32 @"func[0]"(i32 %0, i32 %1), !dbg !17
  ret i32 %3, !dbg !17
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !18 {
  ret void, !dbg !19
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "add", linkageName: "add", scope: null, file: !3, line: 34, type: !5, scopeLine: 34, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 41, scope: !4)
!8 = !DILocation(line: 42, scope: !4)
!9 = !DILocation(line: 46, scope: !4)
!10 = !DILocation(line: 53, scope: !4)
!11 = !DILocation(line: 60, scope: !4)
!12 = !DILocation(line: 65, scope: !4)
!13 = !DILocation(line: 66, scope: !4)
!14 = !DILocation(line: 67, scope: !4)
!15 = !DILocation(line: 68, scope: !4)
!16 = distinct !DISubprogram(name: "m_add", linkageName: "m_add", scope: null, file: !3, line: 34, type: !5, scopeLine: 34, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 34, scope: !16)
!18 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 0, scope: !18)
