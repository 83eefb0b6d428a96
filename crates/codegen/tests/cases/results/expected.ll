; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal { i32, i64 } @two(i32 %0) #0 section ".text.two" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  br label %return, !dbg !7

return:                                           ; preds = %start
  %2 = phi i32 [ %0, %start ]
  %3 = phi i64 [ 7, %start ]
  %mrv = insertvalue { i32, i64 } poison, i32 %2, 0, !dbg !7
  %mrv1 = insertvalue { i32, i64 } %mrv, i64 %3, 1, !dbg !7
  ret { i32, i64 } %mrv1, !dbg !7
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"() #0 section ".text.func[1]" !dbg !8 {
entry:
  br label %start

start:                                            ; preds = %entry
  %0 = call { i32, i64 } @two(i32 1), !dbg !9
  %1 = extractvalue { i32, i64 } %0, 0, !dbg !9
  %2 = extractvalue { i32, i64 } %0, 1, !dbg !9
  br label %return, !dbg !10

return:                                           ; preds = %start
  %3 = phi i32 [ %1, %start ]
  ret i32 %3, !dbg !10
}

; Function Attrs: nounwind optsize
define void @m_two(ptr %0, i32 %1) #0 section ".text.m_two" !dbg !11 {
  %3 = call { i32, i64 } @two(i32 %1), !dbg !12
  %4 = extractvalue { i32, i64 } %3, 0, !dbg !12
  %5 = extractvalue { i32, i64 } %3, 1, !dbg !12
  %6 = getelementptr inbounds nuw { i32, i64 }, ptr %0, i32 0, i32 0, !dbg !12
  store i32 %4, ptr %6, align 4, !dbg !12
  %7 = getelementptr inbounds nuw { i32, i64 }, ptr %0, i32 0, i32 1, !dbg !12
  store i64 %5, ptr %7, align 8, !dbg !12
  ret void, !dbg !12
}

; Function Attrs: nounwind optsize
define i32 @m_use() #0 section ".text.m_use" !dbg !13 {
  %1 = call i32 @"func[1]"(), !dbg !14
  ret i32 %1, !dbg !14
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
!4 = distinct !DISubprogram(name: "two", linkageName: "two", scope: null, file: !3, line: 45, type: !5, scopeLine: 45, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 50, scope: !4)
!8 = distinct !DISubprogram(name: "use", linkageName: "use", scope: null, file: !3, line: 52, type: !5, scopeLine: 52, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!9 = !DILocation(line: 55, scope: !8)
!10 = !DILocation(line: 58, scope: !8)
!11 = distinct !DISubprogram(name: "m_two", linkageName: "m_two", scope: null, file: !3, line: 45, type: !5, scopeLine: 45, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 45, scope: !11)
!13 = distinct !DISubprogram(name: "m_use", linkageName: "m_use", scope: null, file: !3, line: 52, type: !5, scopeLine: 52, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!14 = !DILocation(line: 52, scope: !13)
!15 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 0, scope: !15)
